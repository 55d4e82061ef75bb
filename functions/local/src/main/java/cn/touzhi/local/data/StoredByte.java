package cn.touzhi.local.data;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One thing that is stored somewhere.
 *
 * @param store a table, a queue or another place by logical id
 * @param kind item, message, dead-letter, outbox …
 * @param key tells it from its neighbours
 * @param value the whole of it; bytes in Base64
 */
public record StoredByte(String store, String kind, String key, JsonNode value) {}
