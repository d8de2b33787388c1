package io.headway.store;

import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;

/** Copies a partition to a compressed CSV file with a header line. Blocking; one thread at a time. */
final class PartitionArchive {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;

    /** @param folder made when the first file is written */
    PartitionArchive(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * A finished file.
     *
     * @param part 1, or more when rows came for a day whose partition had been dropped
     * @param file where it is
     * @param rows rows in it, counted in the file
     * @param sizeBytes its size
     */
    record Archived(int part, Path file, long rows, long sizeBytes) {

        /** True when the file is still as it was written, as far as its size tells. */
        boolean intact() throws IOException {
            return Files.exists(file) && Files.size(file) == sizeBytes;
        }
    }

    /**
     * Writes the file under a temporary name, forces it to disk, reads it back, and gives it its name only if it holds exactly the rows
     * that the partition held at that moment. An older file of that name is replaced in one step.
     *
     * @param connection in autocommit mode; left so
     */
    Archived write(Connection connection, LocalDate day, int part) throws SQLException, IOException {
        Files.createDirectories(folder);
        var table = Partitions.tableOf(day);
        var file = folder.resolve(table + (part == 1 ? "" : "-" + part) + ".csv.gz");
        var unfinished = folder.resolve(file.getFileName() + ".tmp");
        var expected = copy(connection, table, unfinished);
        var found = rowsIn(unfinished);
        if (found != expected) {
            throw new IOException(unfinished + " holds " + found + " rows, " + table + " holds " + expected);
        }
        var size = Files.size(unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        return new Archived(part, file, found, size);
    }

    /** Rows of an archive file: lines outside quotation marks, less the header. Decompressing checks the file's own checksum. */
    static long rowsIn(Path file) throws IOException {
        try (var in =
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), BUFFER_BYTES)) {
            return linesIn(in) - 1;
        }
    }

    /** Count and copy see the same snapshot, so rows that come in meanwhile change neither. */
    private static long copy(Connection connection, String table, Path file) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            long rows;
            try (var count = statement.executeQuery("select count(*) from " + table)) {
                count.next();
                rows = count.getLong(1);
            }
            try (var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                // The channel must survive the end of the compressed stream, to be forced to disk.
                var open = new FilterOutputStream(Channels.newOutputStream(channel)) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        out.write(bytes, from, length);
                    }

                    @Override
                    public void close() throws IOException {
                        flush();
                    }
                };
                try (var zip = new GZIPOutputStream(open, BUFFER_BYTES)) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut("copy (select * from " + table + ") to stdout (format csv, header)", zip);
                }
                channel.force(true);
            }
            connection.commit();
            return rows;
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static long linesIn(InputStream in) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        var lines = 0L;
        var quoted = false;
        for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            for (var i = 0; i < length; i++) {
                if (buffer[i] == '"') {
                    quoted = !quoted;
                } else if (buffer[i] == '\n' && !quoted) {
                    lines++;
                }
            }
        }
        return lines;
    }
}
