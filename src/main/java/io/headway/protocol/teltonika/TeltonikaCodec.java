package io.headway.protocol.teltonika;

/** The codecs that carry records. They differ in the width of element ids and counts; vendor document, sections "Codec 8", "Codec 8 Extended", "Codec 16". */
public enum TeltonikaCodec {
    CODEC_8(0x08, 1, 1),
    CODEC_8_EXTENDED(0x8E, 2, 2),
    CODEC_16(0x10, 2, 1);

    private final int number;
    private final int idBytes;
    private final int countBytes;

    TeltonikaCodec(int number, int idBytes, int countBytes) {
        this.number = number;
        this.idBytes = idBytes;
        this.countBytes = countBytes;
    }

    /** The byte that names the codec on the wire, 0 to 255. */
    public int number() {
        return number;
    }

    /** Width of the id of an I/O element and of the event id: 1 or 2. */
    int idBytes() {
        return idBytes;
    }

    /** Width of the counts of I/O elements: 1 or 2. */
    int countBytes() {
        return countBytes;
    }

    /** Whether a byte that says why the record was made follows the event id. */
    boolean hasGenerationType() {
        return this == CODEC_16;
    }

    /** Whether elements of any length may follow those of 8 bytes. */
    boolean hasVariableElements() {
        return this == CODEC_8_EXTENDED;
    }
}
