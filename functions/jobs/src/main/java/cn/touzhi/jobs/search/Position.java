package cn.touzhi.jobs.search;

import ch.hsr.geohash.BoundingBox;
import ch.hsr.geohash.GeoHash;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A place on the map, in GCJ-02.
 *
 * @param latitude in degrees
 * @param longitude in degrees
 */
public record Position(double latitude, double longitude) {
    /** Mean radius of the earth in metres (IUGG). */
    private static final double EARTH = 6_371_008.8;

    /** Metres of a degree of latitude. */
    private static final double DEGREE = EARTH * Math.PI / 180;

    private static final String LATITUDE = "latitude";
    private static final String LONGITUDE = "longitude";

    /** The position that is at {@code latitude} and {@code longitude} in {@code system}, to a tenth of a metre. */
    public static Position of(CoordSys system, double latitude, double longitude) {
        Position exact = system.toGcj02(latitude, longitude);
        return new Position(rounded(exact.latitude, 6), rounded(exact.longitude, 6));
    }

    /** The same to ten metres: as exact as anybody needs who looks around. */
    public Position coarse() {
        return new Position(rounded(latitude, 4), rounded(longitude, 4));
    }

    /** How far it is to {@code other}, in metres on a sphere. */
    public double metresTo(Position other) {
        double north = Math.sin(Math.toRadians(other.latitude - latitude) / 2);
        double east = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double square = north * north
                + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(other.latitude)) * east * east;
        return 2 * EARTH * Math.asin(Math.sqrt(square));
    }

    /** The geohash cell of {@code length} characters that it is in. */
    public String cell(int length) {
        return GeoHash.withCharacterPrecision(latitude, longitude, length).toBase32();
    }

    /** All cells of {@code length} characters that lie within {@code metres} of it, and some that don't quite. */
    public List<String> cellsWithin(int metres, int length) {
        double north = metres / DEGREE;
        double east = north / Math.cos(Math.toRadians(Math.abs(latitude) + north));
        List<String> cells = new ArrayList<>();
        GeoHash row = GeoHash.withCharacterPrecision(latitude - north, longitude - east, length);
        while (box(row).getSouthLatitude() <= latitude + north) {
            GeoHash cell = row;
            while (box(cell).getWestLongitude() <= longitude + east) {
                cells.add(cell.toBase32());
                cell = cell.getEasternNeighbour();
            }
            row = row.getNorthernNeighbour();
        }
        return List.copyOf(cells);
    }

    private static BoundingBox box(GeoHash cell) {
        return cell.getBoundingBox();
    }

    /** As an attribute. */
    public AttributeValue toAttribute() {
        return AttributeValue.fromM(Map.of(LATITUDE, degrees(latitude), LONGITUDE, degrees(longitude)));
    }

    /** Reads such an attribute. */
    public static Position of(AttributeValue attribute) {
        return new Position(
                Double.parseDouble(attribute.m().get(LATITUDE).n()),
                Double.parseDouble(attribute.m().get(LONGITUDE).n()));
    }

    private static AttributeValue degrees(double value) {
        return AttributeValue.fromN(BigDecimal.valueOf(value).toPlainString());
    }

    private static double rounded(double value, int places) {
        return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).doubleValue();
    }
}
