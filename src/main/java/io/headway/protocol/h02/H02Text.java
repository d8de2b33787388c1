package io.headway.protocol.h02;

import io.headway.model.Receipt;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One text message: maker, identity, kind, content. Owned by the thread that decodes. V1 and NBR are acknowledged with
 * {@code *HQ,<id>,V4,<kind>,yyyyMMddHHmmss#}, V0 and HTBT with their own words; the maker is the one that the device names.
 */
final class H02Text {
    private static final DateTimeFormatter ANSWER_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MAX_IDENTITY = 32;
    private static final int MAX_MAKER = 8;

    private final TextFields fields;
    private final long arrivedAtMs;
    private final String uniqueId;
    private final FixBuilder fix = new FixBuilder();

    /** @param from behind the asterisk */
    H02Text(Buffer in, int from, int to, long arrivedAtMs) {
        this.fields = TextFields.of(in, from, to, ',');
        this.arrivedAtMs = arrivedAtMs;
        this.uniqueId = fields.isEmpty(1) ? null : fields.text(1);
    }

    Frame decode() {
        if (fields.count() < 2 || fields.length(0) > MAX_MAKER || fields.length(1) > MAX_IDENTITY) {
            return H02Protocol.malformed("no maker and identity");
        }
        var place = new H02Place(fields, arrivedAtMs);
        return switch (fields.text(2)) {
            case "SMS" -> message();
            case "VP1" -> fields.is(3, "V") ? cellsVp1() : position(place);
            default -> position(place);
        };
    }

    /** Any kind with a place in it; V1 and its variants, VI1, V4 with the answer to a command. */
    private Frame position(H02Place place) {
        if (!place.isThere()) {
            return withoutPlace();
        }
        place.write(fix);
        return fix.hasLocation()
                ? new Frame.Positions(uniqueId, List.of(fix.build()), positionAck())
                : fix.status(uniqueId, arrivedAtMs, answer());
    }

    private Frame withoutPlace() {
        return switch (fields.text(2)) {
            case "V0", "HTBT" -> heartbeat();
            case "V1" -> fix.status(uniqueId, arrivedAtMs, answer());
            case "V3" -> cellsV3();
            case "NBR" -> neighbours();
            case "LINK" -> link();
            case "BS" -> stations();
            case "BASE" -> base();
            case "V4" -> fields.count() > 3 ? message() : new Frame.Heartbeat(uniqueId, null);
            default -> new Frame.Heartbeat(uniqueId, null);
        };
    }

    /** The battery, where it is there, is a share of 100. */
    private Frame heartbeat() {
        var reply = answer();
        var battery = fields.integer(3, -1);
        if (battery < 0 || battery > 100) {
            return new Frame.Heartbeat(uniqueId, reply);
        }
        fix.attributes().put(Attribute.BATTERY_PCT, battery);
        return fix.status(uniqueId, arrivedAtMs, reply);
    }

    /** Time, signal, satellites, battery, steps, turnovers, date, status. */
    private Frame link() {
        fix.at(FixTime.ddMMyy(fields, 9, 3));
        var attributes = fix.attributes();
        number(Attribute.RSSI, 4);
        number(Attribute.SATELLITES_VISIBLE, 5);
        var battery = fields.integer(6, -1);
        if (battery >= 0 && battery <= 100) {
            attributes.put(Attribute.BATTERY_PCT, battery);
        }
        number(Attribute.STEPS, 7);
        if (fields.isDigits(8)) {
            attributes.put("h02_turnovers", fields.integer(8, 0));
        }
        status(10);
        return fix.status(uniqueId, arrivedAtMs, null);
    }

    /** Time, country, network, delay, count, then area, cell and signal of each; date, status. */
    private Frame neighbours() {
        var cells = 8;
        var end = date(cells);
        H02Cells.inReach(fix.attributes(), fields, fields.integer(4, 0), fields.integer(5, 0), cells, end, 3, 2, false);
        fix.at(FixTime.ddMMyy(fields, end, 3));
        status(end + 1);
        return fix.status(uniqueId, arrivedAtMs, answer());
    }

    /** Time, country and network in one, count, four fields a cell; battery, restarts, X, date, status. */
    private Frame cellsV3() {
        var cells = 6;
        var mark = cells;
        while (mark < fields.count() && !fields.is(mark, "X")) {
            mark++;
        }
        var date = mark + 1;
        var network = fields.text(4, 3);
        H02Cells.inReach(
                fix.attributes(),
                fields,
                fields.digits(4, 0, 3),
                TextFields.of(network, ',').integer(0, 0),
                cells,
                mark - 2,
                4,
                3,
                false);
        var battery = fields.hex(mark - 2, -1);
        if (battery >= 0 && mark < fields.count()) {
            fix.attributes().put("h02_battery", battery);
        }
        fix.at(FixTime.ddMMyy(fields, date, 3));
        status(date + 1);
        return fix.status(uniqueId, arrivedAtMs, null);
    }

    /** VP1 without a fix: country, network, then cells with the letter Y between them, each area, cell and signal. */
    private Frame cellsVp1() {
        var mcc = fields.integer(4, 0);
        var mnc = fields.integer(5, 0);
        var cells = TextFields.of(H02Place.joined(fields, 6, fields.count()).replace('Y', ','), ',');
        H02Cells.inReach(fix.attributes(), cells, mcc, mnc, 0, cells.count(), 3, 2, false);
        return fix.status(uniqueId, arrivedAtMs, null);
    }

    /** Time, country and network in hexadecimal digits, then area, cell and signal of each; date, status. */
    private Frame stations() {
        var cells = 6;
        var end = cells;
        while (end < fields.count() && !fields.isEmpty(end)) {
            end += 3;
        }
        H02Cells.inReach(fix.attributes(), fields, fields.hex(4, 0), fields.hex(5, 0), cells, end, 3, 2, true);
        fix.at(FixTime.ddMMyy(fields, end, 3));
        status(end + 1);
        return fix.status(uniqueId, arrivedAtMs, null);
    }

    /** Time, country, network, area, cell, date, status. */
    private Frame base() {
        fix.at(FixTime.ddMMyy(fields, 8, 3));
        H02Cells.serving(fix.attributes(), fields, 4);
        status(9);
        return fix.status(uniqueId, arrivedAtMs, null);
    }

    private Frame message() {
        fix.attributes().put(Attribute.TEXT, H02Place.joined(fields, 3, fields.count()));
        return fix.status(uniqueId, arrivedAtMs, null);
    }

    private void number(Attribute attribute, int field) {
        if (fields.isDigits(field)) {
            fix.attributes().put(attribute, fields.integer(field, 0));
        }
    }

    private void status(int field) {
        if (H02Place.isStatus(fields, field)) {
            VehicleStatus.write(fix.attributes(), fields.hex(field, 0));
        }
    }

    /** The date is the field before the status; the end when there is none. */
    private int date(int from) {
        for (var i = from; i < fields.count(); i++) {
            if (H02Place.isStatus(fields, i + 1) && fields.length(i) == 6) {
                return i;
            }
        }
        return fields.count();
    }

    private Function<Receipt, Buffer> positionAck() {
        var answer = answer();
        return _ -> answer;
    }

    /** Null for kinds that want none. */
    private Buffer answer() {
        var kind = fields.text(2);
        var head = "*" + fields.text(0) + "," + fields.text(1) + ",";
        return switch (kind) {
            case "V0", "HTBT" -> Buffer.buffer(head + kind + "#");
            case "V1", "NBR" ->
                uniqueId == null
                        ? null
                        : Buffer.buffer(head + "V4," + kind + ","
                                + ANSWER_TIME.format(Instant.ofEpochMilli(arrivedAtMs)) + "#");
            default -> null;
        };
    }
}
