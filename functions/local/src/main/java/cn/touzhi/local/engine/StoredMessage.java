package cn.touzhi.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A message as it lies in a queue.
 *
 * @param sentAt when this queue got it
 * @param visibleAt from when on it can be received; later than now for one in flight or delayed
 * @param receipts how often it was received
 * @param attributes {@code [{"key","primaryDataType","stringValue"}]}
 */
public record StoredMessage(
        String id, Instant sentAt, Instant visibleAt, int receipts, JsonNode attributes, String body) {}
