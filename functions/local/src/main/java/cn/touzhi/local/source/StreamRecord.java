package cn.touzhi.local.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A record of a table's stream.
 *
 * @param json as {@code GetRecords} gives it, which is as functions get it but for the stream's name
 * @param createdAt by the local cloud's clock
 */
record StreamRecord(JsonNode json, String sequenceNumber, Instant createdAt) {}
