package cn.touzhi.local.template;

/** An SNS topic. */
public record Topic(String logicalId) {}
