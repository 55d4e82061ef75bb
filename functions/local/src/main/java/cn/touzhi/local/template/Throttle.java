package cn.touzhi.local.template;

/**
 * A token bucket of API Gateway.
 *
 * @param burst how many requests may come at once
 * @param rate how many a second in the long run
 */
public record Throttle(int burst, double rate) {}
