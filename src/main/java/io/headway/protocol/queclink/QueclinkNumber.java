package io.headway.protocol.queclink;

/**
 * The names of the reports that bytes number: only numbers that mean the same in all models whose lists we know (GV55, GV75, GV300, GV350, GV600;
 * those lists are of an open-source server for these models). Pure; any thread.
 */
final class QueclinkNumber {
    private QueclinkNumber() {}

    /**
     * @param header such as +RSP
     * @return the name without GT; null for a number that is not known
     */
    static String name(String header, int number) {
        return switch (header) {
            case "+RSP", "+BSP" -> location(number);
            case "+EVT", "+BVT" -> event(number);
            case "+OBD" -> "OBD";
            default -> null;
        };
    }

    private static String location(int number) {
        return switch (number) {
            case 1 -> "TOW";
            case 3 -> "LBC";
            case 4 -> "EPS";
            case 5 -> "DIS";
            case 6 -> "IOB";
            case 7 -> "FRI";
            case 8 -> "GEO";
            case 9 -> "SPD";
            case 10 -> "SOS";
            case 11 -> "RTL";
            case 12 -> "DOG";
            case 14 -> "AIS";
            case 15 -> "HBM";
            case 16 -> "IGL";
            case 17 -> "IDA";
            case QueclinkBinary.EXTENDED -> "ERI";
            case 20 -> "GIN";
            case 21 -> "GOT";
            default -> null;
        };
    }

    private static String event(int number) {
        return switch (number) {
            case 1 -> "PNA";
            case 2 -> "PFA";
            case 3 -> "MPN";
            case 4 -> "MPF";
            case 6 -> "BPL";
            case 7 -> "BTC";
            case 8 -> "STC";
            case 9 -> "STT";
            case 12 -> "PDP";
            case 13 -> "IGN";
            case 14 -> "IGF";
            case 15 -> "UPD";
            case 16 -> "IDN";
            case 17 -> "IDF";
            case 20 -> "JDR";
            case 21 -> "GSS";
            case 45 -> "VGN";
            case 46 -> "VGF";
            default -> null;
        };
    }
}
