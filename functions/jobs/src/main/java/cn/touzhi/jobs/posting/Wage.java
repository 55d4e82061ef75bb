package cn.touzhi.jobs.posting;

import static cn.touzhi.kernel.dynamo.Attributes.number;
import static cn.touzhi.kernel.dynamo.Attributes.numberOf;
import static cn.touzhi.kernel.dynamo.Attributes.text;
import static cn.touzhi.kernel.dynamo.Attributes.textOf;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the work pays, in yuan.
 *
 * @param min at least
 * @param max at most
 * @param unit for how long: hour, day, month or year, as schema.org spells them
 * @param negotiable whether it may be otherwise
 */
record Wage(int min, int max, String unit, boolean negotiable) {
    private static final double DAYS_OF_MONTH = 21.75;
    private static final int HOURS_OF_DAY = 8;
    private static final int MONTHS_OF_YEAR = 12;
    private static final String MIN = "min";
    private static final String MAX = "max";
    private static final String UNIT = "unit";
    private static final String NEGOTIABLE = "negotiable";

    /**
     * The most that it pays in a month: 21.75 days of eight hours, as wages of days and hours are reckoned
     * (劳社部发〔2008〕3号).
     */
    double mostMonthly() {
        return switch (unit) {
            case "HOUR" -> max * DAYS_OF_MONTH * HOURS_OF_DAY;
            case "DAY" -> max * DAYS_OF_MONTH;
            case "YEAR" -> max / (double) MONTHS_OF_YEAR;
            default -> max;
        };
    }

    AttributeValue toAttribute() {
        return AttributeValue.fromM(Map.of(
                MIN, number(min), MAX, number(max), UNIT, text(unit), NEGOTIABLE, AttributeValue.fromBool(negotiable)));
    }

    static Wage of(AttributeValue attribute) {
        Map<String, AttributeValue> fields = attribute.m();
        return new Wage(
                numberOf(fields, MIN),
                numberOf(fields, MAX),
                textOf(fields, UNIT),
                fields.get(NEGOTIABLE).bool());
    }
}
