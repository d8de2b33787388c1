package io.headway.protocol.jt808;

import io.headway.protocol.Checksums;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The platform's messages. Each answers one of the terminal, in the same version, with the same telephone number, between the same flags;
 * its own serial number is that of the message answered, since nothing is counted here. Pure; any thread.
 */
final class Jt808Replies {
    static final int GENERAL = 0x8001;
    static final int REGISTERED = 0x8100;
    private static final int SERVER_TIME = 0x8004;
    private static final int TIME_SYNC = 0x8109;
    private static final int VERSION = 0x8205;
    private static final int JOINTECH_GENERAL = 0x4401;

    /** Results of a general response (vendor document, section "Platform general response"). */
    static final int SUCCESS = 0;

    static final int FAILURE = 1;
    static final int INCORRECT = 2;
    static final int NOT_SUPPORTED = 3;

    /** Result of a registration (vendor document, section "Terminal registration response"): no such terminal in the database. */
    private static final int NO_SUCH_TERMINAL = 4;

    private Jt808Replies() {}

    static Buffer general(Jt808Message to, int result) {
        return message(
                to,
                GENERAL,
                Buffer.buffer(5)
                        .appendUnsignedShort(to.serial())
                        .appendUnsignedShort(to.id())
                        .appendByte((byte) result));
    }

    /** With the authentication code that the terminal is to show from now on: its own number. */
    static Buffer registered(Jt808Message to) {
        return message(
                to,
                REGISTERED,
                Buffer.buffer()
                        .appendUnsignedShort(to.serial())
                        .appendByte((byte) SUCCESS)
                        .appendString(to.uniqueId(), StandardCharsets.US_ASCII.name()));
    }

    static Buffer notRegistered(Jt808Message to) {
        return message(
                to,
                REGISTERED,
                Buffer.buffer(3).appendUnsignedShort(to.serial()).appendByte((byte) NO_SUCH_TERMINAL));
    }

    /** To the query 0x0004 of JT/T 808-2019: UTC in BCD. */
    static Buffer serverTime(Jt808Message to, long atMs) {
        return message(to, SERVER_TIME, bcd(atMs, ZoneOffset.UTC));
    }

    /** To 0x0205: the time of China in BCD, no model and no displacement to set, no upgrade. */
    static Buffer version(Jt808Message to, long atMs) {
        return message(to, VERSION, bcd(atMs, Jt808Location.CHINA).appendInt(0).appendByte((byte) 0));
    }

    /** To the request 0x0109 of some makers' terminals: UTC as numbers, the year in two bytes. */
    static Buffer timeSync(Jt808Message to, long atMs) {
        var utc = Instant.ofEpochMilli(atMs).atOffset(ZoneOffset.UTC);
        return message(
                to,
                TIME_SYNC,
                Buffer.buffer(7)
                        .appendUnsignedShort(utc.getYear())
                        .appendByte((byte) utc.getMonthValue())
                        .appendByte((byte) utc.getDayOfMonth())
                        .appendByte((byte) utc.getHour())
                        .appendByte((byte) utc.getMinute())
                        .appendByte((byte) utc.getSecond()));
    }

    /** Jointech's general response: the id answered and a result, behind a serial number of one byte. */
    static Buffer jointech(Jt808Message to) {
        return message(
                to,
                JOINTECH_GENERAL,
                Buffer.buffer(3).appendUnsignedShort(to.id()).appendByte((byte) SUCCESS));
    }

    private static Buffer message(Jt808Message to, int id, Buffer body) {
        var jointech = Jt808Message.isJointech(to.id());
        var version = jointech ? 0 : to.attributes() & Jt808Message.VERSION_2019;
        var out =
                Buffer.buffer(24 + body.length()).appendUnsignedShort(id).appendUnsignedShort(version | body.length());
        if (version != 0) {
            out.appendByte(to.bytes().getByte(to.phoneAt() - 1));
        }
        out.appendBuffer(to.bytes(), to.phoneAt(), to.phoneBytes());
        if (jointech) {
            out.appendByte((byte) to.serial());
        } else {
            out.appendUnsignedShort(to.serial());
        }
        out.appendBuffer(body);
        return to.marks().frame(out.appendByte((byte) Checksums.xor(out, 0, out.length())));
    }

    /** Six bytes yyMMddHHmmss. */
    private static Buffer bcd(long atMs, ZoneOffset zone) {
        var time = Instant.ofEpochMilli(atMs).atOffset(zone);
        return Buffer.buffer(11)
                .appendByte(bcd(time.getYear() % 100))
                .appendByte(bcd(time.getMonthValue()))
                .appendByte(bcd(time.getDayOfMonth()))
                .appendByte(bcd(time.getHour()))
                .appendByte(bcd(time.getMinute()))
                .appendByte(bcd(time.getSecond()));
    }

    private static byte bcd(int number) {
        return (byte) (((number / 10) << 4) | (number % 10));
    }
}
