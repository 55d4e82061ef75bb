package cn.touzhi.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Who may, and above all may not, use a bucket.
 *
 * @param bucket its name
 */
public record BucketPolicy(String logicalId, String bucket, JsonNode document) {}
