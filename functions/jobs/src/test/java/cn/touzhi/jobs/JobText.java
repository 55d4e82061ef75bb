package cn.touzhi.jobs;

import java.util.List;
import java.util.stream.Collectors;

/** What a posting is to say; each method gives another with one thing different. */
public record JobText(
        String title,
        String category,
        String place,
        String description,
        List<String> benefits,
        int min,
        int max,
        String validThrough,
        String position) {
    /** A good one. */
    public static JobText good() {
        return new JobText(
                "后端开发工程师",
                "0101",
                "530102",
                "负责招聘平台后端服务的设计、开发与维护，熟悉分布式系统。",
                List.of("五险一金", "带薪年假"),
                15000,
                25000,
                "2027-03-31T16:00:00Z",
                "");
    }

    public JobText titled(String other) {
        return new JobText(other, category, place, description, benefits, min, max, validThrough, position);
    }

    public JobText described(String other) {
        return new JobText(title, category, place, other, benefits, min, max, validThrough, position);
    }

    public JobText offering(String... others) {
        return new JobText(title, category, place, description, List.of(others), min, max, validThrough, position);
    }

    public JobText in(String otherCategory, String otherPlace) {
        return new JobText(title, otherCategory, otherPlace, description, benefits, min, max, validThrough, position);
    }

    public JobText paying(int from, int to) {
        return new JobText(title, category, place, description, benefits, from, to, validThrough, position);
    }

    public JobText until(String other) {
        return new JobText(title, category, place, description, benefits, min, max, other, position);
    }

    /** With a place on the map. */
    public JobText at(String coordSys, double latitude, double longitude) {
        String where = ",\"position\":{\"coordSys\":\"" + coordSys + "\",\"latitude\":" + latitude + ",\"longitude\":"
                + longitude + "}";
        return new JobText(title, category, place, description, benefits, min, max, validThrough, where);
    }

    /** As a body. */
    public String json() {
        return "{\"title\":\"" + title + "\",\"category\":\"" + category + "\",\"nature\":\"full-time\",\"place\":\""
                + place + "\",\"wage\":{\"min\":" + min + ",\"max\":" + max
                + ",\"unit\":\"MONTH\",\"negotiable\":false},\"headcount\":2,\"education\":\"21\","
                + "\"experienceMonths\":36,\"description\":\"" + description + "\",\"benefits\":"
                + benefits.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"))
                + ",\"validThrough\":\"" + validThrough + "\"" + position + "}";
    }
}
