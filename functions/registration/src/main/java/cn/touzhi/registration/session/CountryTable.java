package cn.touzhi.registration.session;

import cn.touzhi.kernel.http.ClientAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Tells countries by a table of all IPv4 addresses that travels with the code: no address leaves the function. Where it
 * comes from and how it is made anew stands in {@code countries.NOTICE.txt} beside it. It has no IPv6, nor knows it
 * networks that belong to no country, such as private ones.
 *
 * <p>The table is read when it is first asked, which no start of a function waits for.
 *
 * <pre>gzip of: how many letters the codes have (short) · the codes, two letters each · number of ranges (int) · how far
 * each range begins after the one before (unsigned LEB128) · place of each range's code, from 1 (byte; 0 where it is unknown)</pre>
 */
final class CountryTable implements Countries {
    private static final String FILE = "countries.gz";
    private static final int LETTERS = 2;

    @Override
    public Optional<String> of(ClientAddress address) {
        try {
            // a literal only: no name is ever looked up; one of IPv4 in the clothes of IPv6 comes out as IPv4
            return InetAddress.ofLiteral(address.value()) instanceof Inet4Address known
                    ? Ranges.ALL.of(ByteBuffer.wrap(known.getAddress()).getInt())
                    : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /**
     * All of them, in order.
     *
     * @param starts the first address of each, so that the order of integers is that of addresses
     * @param places where the code of each stands in {@code codes}, from 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Ranges(int[] starts, byte[] places, String codes) {
        static final Ranges ALL = read();

        Optional<String> of(int address) {
            int found = Arrays.binarySearch(starts, ordered(address));
            int range = found < 0 ? -found - 2 : found;
            int place = Byte.toUnsignedInt(places[range]) - 1;
            return place < 0 ? Optional.empty() : Optional.of(codes.substring(place * LETTERS, (place + 1) * LETTERS));
        }

        private static Ranges read() {
            ByteBuffer table = ByteBuffer.wrap(bytes());
            byte[] codes = new byte[table.getShort()];
            table.get(codes);
            int[] starts = new int[table.getInt()];
            int start = 0;
            for (int i = 0; i < starts.length; i++) {
                start += gap(table);
                starts[i] = ordered(start);
            }
            byte[] places = new byte[starts.length];
            table.get(places);
            return new Ranges(starts, places, new String(codes, StandardCharsets.US_ASCII));
        }

        private static byte[] bytes() {
            try (InputStream file = CountryTable.class.getResourceAsStream(FILE);
                    InputStream table = new GZIPInputStream(file)) {
                return table.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        private static int gap(ByteBuffer table) {
            int gap = 0;
            int shift = 0;
            int next;
            do {
                next = table.get();
                gap |= (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            return gap;
        }

        /** Addresses are unsigned, integers are not. */
        private static int ordered(int address) {
            return address ^ Integer.MIN_VALUE;
        }
    }
}
