package cn.touzhi.registration.session;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Makes {@code countries.gz} from the IPv4 data of ip2region; {@code countries.NOTICE.txt} says how to run it. Not part
 * of the build, since that must give the same on every machine.
 */
public final class CountryTableMaker {
    /** The format of xdb, version 2: a header and a vector index, then ranges of 14 bytes that point to texts. */
    private static final int FIRST_RANGE = 8;

    private static final int RANGE = 14;
    private static final int UNKNOWN = 0;

    /** Under which the data has regions that have codes of their own (ISO 3166-1). */
    private static final String CHINA = "中国";

    /** What the data calls otherwise than Java does. Continents and withdrawn codes stay unknown. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("香港", "HK"),
            Map.entry("澳门", "MO"),
            Map.entry("台湾省", "TW"),
            Map.entry("阿联酋", "AE"),
            Map.entry("巴勒斯坦", "PS"),
            Map.entry("刚果金", "CD"),
            Map.entry("刚果布", "CG"),
            Map.entry("马其顿", "MK"),
            Map.entry("波黑", "BA"),
            Map.entry("留尼旺", "RE"),
            Map.entry("圣马丁", "MF"),
            Map.entry("孟加拉", "BD"),
            Map.entry("托克劳群岛", "TK"),
            Map.entry("瓦利斯和富图纳群岛", "WF"),
            Map.entry("中非", "CF"),
            Map.entry("多米尼加", "DO"),
            Map.entry("法国南部领地", "TF"),
            Map.entry("南乔治亚岛和南桑威奇群岛", "GS"),
            Map.entry("蒙塞拉特岛", "MS"));

    private static final List<String> UNKNOWN_NAMES = List.of("0", "欧洲", "亚太地区", "北美地区", "非洲地区", "科索沃", "阿森松岛", "安的列斯");

    /** Networks of no country (RFC 6890), whatever the data says. */
    private static final Map<String, Integer> SPECIAL = Map.ofEntries(
            Map.entry("0.0.0.0", 8),
            Map.entry("10.0.0.0", 8),
            Map.entry("100.64.0.0", 10),
            Map.entry("127.0.0.0", 8),
            Map.entry("169.254.0.0", 16),
            Map.entry("172.16.0.0", 12),
            Map.entry("192.0.0.0", 24),
            Map.entry("192.0.2.0", 24),
            Map.entry("192.168.0.0", 16),
            Map.entry("198.18.0.0", 15),
            Map.entry("198.51.100.0", 24),
            Map.entry("203.0.113.0", 24),
            Map.entry("224.0.0.0", 3));

    private final Map<String, String> codesByName = new HashMap<>(OTHERWISE);
    private final StringBuilder codes = new StringBuilder();
    private final TreeMap<Long, Integer> places = new TreeMap<>();

    private CountryTableMaker() {
        for (String code : Locale.getISOCountries()) {
            codesByName.put(Locale.of("", code).getDisplayCountry(Locale.CHINESE), code);
        }
    }

    /** @param arguments ip2region.xdb, and the file to write */
    public static void main(String... arguments) throws IOException {
        CountryTableMaker maker = new CountryTableMaker();
        maker.read(ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0]))).order(ByteOrder.LITTLE_ENDIAN));
        SPECIAL.forEach(maker::set);
        Files.write(Path.of(arguments[1]), maker.write());
    }

    private void read(ByteBuffer data) {
        int last = data.getInt(FIRST_RANGE + Integer.BYTES);
        for (int at = data.getInt(FIRST_RANGE); at <= last; at += RANGE) {
            byte[] text = new byte[Short.toUnsignedInt(data.getShort(at + 2 * Integer.BYTES))];
            data.get(data.getInt(at + 2 * Integer.BYTES + Short.BYTES), text);
            places.put(
                    Integer.toUnsignedLong(data.getInt(at)),
                    placeOf(new String(text, StandardCharsets.UTF_8).split("\\|", -1)));
        }
    }

    /** @param region country, area, province, city, carrier */
    private int placeOf(String[] region) {
        String name = region[0].equals(CHINA) && OTHERWISE.containsKey(region[2]) ? region[2] : region[0];
        if (UNKNOWN_NAMES.contains(name)) {
            return UNKNOWN;
        }
        String code = codesByName.get(name);
        if (code == null) {
            throw new IllegalStateException("a country without a code: " + name);
        }
        int known = codes.indexOf(code);
        while (known % 2 == 1) {
            known = codes.indexOf(code, known + 1);
        }
        if (known < 0) {
            codes.append(code);
            return codes.length() / 2;
        }
        return known / 2 + 1;
    }

    private void set(String network, int bits) {
        long first = Integer.toUnsignedLong(
                ByteBuffer.wrap(InetAddress.ofLiteral(network).getAddress()).getInt());
        long end = first + (1L << Integer.SIZE - bits);
        int after = places.floorEntry(end).getValue();
        places.subMap(first, end).clear();
        places.put(first, UNKNOWN);
        if (end < 1L << Integer.SIZE) {
            places.putIfAbsent(end, after);
        }
    }

    private byte[] write() throws IOException {
        List<Map.Entry<Long, Integer>> ranges = new ArrayList<>();
        for (var range : places.entrySet()) {
            if (ranges.isEmpty() || !ranges.getLast().getValue().equals(range.getValue())) {
                ranges.add(range);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream table = new DataOutputStream(new GZIPOutputStream(bytes))) {
            table.writeUTF(codes.toString());
            table.writeInt(ranges.size());
            long before = 0;
            for (var range : ranges) {
                long gap = range.getKey() - before;
                before = range.getKey();
                for (; gap > 0x7f; gap >>>= 7) {
                    table.writeByte((int) (gap & 0x7f) | 0x80);
                }
                table.writeByte((int) gap);
            }
            for (var range : ranges) {
                table.writeByte(range.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
