package cn.touzhi.jobs.search;

/**
 * In which system a position is given. What maps in China show is GCJ-02, which the law shifts against WGS-84, that of
 * satellites, by some hundred metres; BD-09 is Baidu's, shifted once more. The formulas are those that are publicly known
 * (ellipsoid of Krasovsky 1940); nobody has published them officially.
 */
public enum CoordSys {
    /** Of maps in China, AMap's and Tencent's. */
    GCJ02 {
        @Override
        Position toGcj02(double latitude, double longitude) {
            return new Position(latitude, longitude);
        }
    },
    /** Of satellites. */
    WGS84 {
        @Override
        Position toGcj02(double latitude, double longitude) {
            double x = longitude - 105;
            double y = latitude - 35;
            double radians = Math.toRadians(latitude);
            double magic = 1 - ECCENTRICITY * Math.sin(radians) * Math.sin(radians);
            double north = Math.toDegrees(north(x, y) * Math.pow(magic, 1.5) / (AXIS * (1 - ECCENTRICITY)));
            double east = Math.toDegrees(east(x, y) * Math.sqrt(magic) / (AXIS * Math.cos(radians)));
            return new Position(latitude + north, longitude + east);
        }
    },
    /** Of Baidu. */
    BD09 {
        @Override
        Position toGcj02(double latitude, double longitude) {
            double x = longitude - 0.0065;
            double y = latitude - 0.006;
            double distance = Math.hypot(x, y) - 0.00002 * Math.sin(y * BAIDU);
            double angle = Math.atan2(y, x) - 0.000003 * Math.cos(x * BAIDU);
            return new Position(distance * Math.sin(angle), distance * Math.cos(angle));
        }
    };

    /** Semi-major axis in metres, and square of the first eccentricity (Krasovsky 1940). */
    private static final double AXIS = 6_378_245;

    private static final double ECCENTRICITY = 0.00669342162296594323;
    private static final double BAIDU = Math.PI * 3000 / 180;

    /** The same position in GCJ-02. */
    abstract Position toGcj02(double latitude, double longitude);

    /** Shift to the north in metres. */
    private static double north(double x, double y) {
        return -100
                + 2 * x
                + 3 * y
                + 0.2 * y * y
                + 0.1 * x * y
                + 0.2 * Math.sqrt(Math.abs(x))
                + waves(x * 6, 20, x * 2, 20)
                + waves(y, 20, y / 3, 40)
                + waves(y / 12, 160, y / 30, 320);
    }

    /** Shift to the east in metres. */
    private static double east(double x, double y) {
        return 300
                + x
                + 2 * y
                + 0.1 * x * x
                + 0.1 * x * y
                + 0.1 * Math.sqrt(Math.abs(x))
                + waves(x * 6, 20, x * 2, 20)
                + waves(x, 20, x / 3, 40)
                + waves(x / 12, 150, x / 30, 300);
    }

    private static double waves(double one, double height, double other, double otherHeight) {
        return (height * Math.sin(one * Math.PI) + otherHeight * Math.sin(other * Math.PI)) * 2 / 3;
    }
}
