package cn.touzhi.registration.sending;

import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A message that lies in an item of table Registration, as {@link Claims} know it. Whatever its kind, the item tells
 * channel, state, claim and claimedAt.
 *
 * @param key where the item lies
 * @param secret attribute without which it can't be sent, and which goes once that is decided
 * @param endsAt attribute after whose time it is sent no more
 * @param which attributes that tell it from the messages that lay there before or will
 * @param unless attributes with any of which it is not sent
 */
record Pending(
        Map<String, AttributeValue> key,
        String secret,
        String endsAt,
        Map<String, AttributeValue> which,
        Set<String> unless) {}
