package cn.touzhi.local.aws.ses;

import cn.touzhi.local.aws.Answer;
import cn.touzhi.local.aws.AwsRequest;
import cn.touzhi.local.aws.ErrorCodes;
import cn.touzhi.local.aws.Service;
import cn.touzhi.local.aws.ServiceException;
import cn.touzhi.local.aws.Wire;
import cn.touzhi.local.data.Message;
import cn.touzhi.local.data.Outbox;
import cn.touzhi.local.iam.Access;
import cn.touzhi.local.iam.Permissions;
import cn.touzhi.local.template.Names;
import cn.touzhi.local.template.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** SES, API version 2, as far as sending goes: {@code SendEmail} with simple content. */
public final class SesService implements Service {
    private static final String SEND = "/v2/email/outbound-emails";

    private final Identities identities;
    private final Outbox outbox;
    private final Permissions permissions;
    private final Clock clock;

    public SesService(Stack stack, Outbox outbox, Permissions permissions, Clock clock) {
        this.identities = new Identities(stack, permissions.grants());
        this.outbox = outbox;
        this.permissions = permissions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "ses";
    }

    @Override
    public String operation(AwsRequest request) {
        return isSending(request) ? "SendEmail" : request.method() + " " + request.path();
    }

    private static boolean isSending(AwsRequest request) {
        return request.method().equals("POST") && request.path().equals(SEND);
    }

    @Override
    public Wire wire() {
        return Wire.REST_JSON;
    }

    @Override
    public ErrorCodes codes() {
        return new ErrorCodes(
                new ServiceException(403, "AccessDeniedException", ""),
                new ServiceException(429, "TooManyRequestsException", "Too Many Requests"),
                new ServiceException(500, "InternalServiceErrorException", "Internal error"),
                new ServiceException(
                        500, "ConcurrentModificationException", "The resource is being modified by another operation."),
                new ServiceException(404, "UnknownOperationException", "The operation is not known."));
    }

    @Override
    public void authorize(String role, AwsRequest request) {
        if (!isSending(request)) {
            return;
        }
        Email email = Email.read(request.json());
        Map<String, List<String>> context = new HashMap<>();
        context.put("ses:FromAddress", List.of(email.from().bare()));
        context.put("ses:FromDisplayName", List.of(email.from().display()));
        context.put(
                "ses:Recipients",
                email.recipients().stream().map(EmailAddress::bare).toList());
        String identity = identities.of(email.from()).orElse(email.from().lowerDomain());
        permissions.demand(role, new Access("ses:SendEmail", Names.emailIdentity(identity), context));
        JsonNode configuration = request.json().path("ConfigurationSetName");
        if (configuration.isTextual()) {
            permissions.demand(
                    role,
                    new Access(
                            "ses:SendEmail", Names.arn("ses", "configuration-set/" + configuration.asText()), context));
        }
    }

    @Override
    public Answer answer(AwsRequest request) {
        if (!isSending(request)) {
            throw codes().unknownOperation();
        }
        Email email = Email.read(request.json());
        if (identities.of(email.from()).isEmpty()) {
            throw new ServiceException(
                    400, "MessageRejected", "Email address is not verified. The sender failed the check.");
        }
        String id = UUID.randomUUID().toString();
        for (EmailAddress recipient : email.recipients()) {
            outbox.take(new Message(
                    id,
                    "email",
                    recipient.bare(),
                    email.subject(),
                    email.text(),
                    email.html(),
                    email.headers(),
                    clock.instant()));
        }
        return Answer.json(
                "application/json", JsonNodeFactory.instance.objectNode().put("MessageId", id));
    }
}
