package cn.touzhi.local.template;

import java.util.OptionalInt;

/** @param retentionDays empty where logs are kept for ever */
public record LogGroup(String logicalId, OptionalInt retentionDays) {}
