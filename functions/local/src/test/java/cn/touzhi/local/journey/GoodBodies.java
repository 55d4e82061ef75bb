package cn.touzhi.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A body of the right form for each operation that takes one; but the proofs are of nobody, the number may get no SMS, and
 * the code is taken.
 */
final class GoodBodies {
    private final Map<String, ObjectNode> bodies;

    /**
     * @param takenCode of an employer that is registered
     * @param job what a posting says
     */
    GoodBodies(String takenCode, ObjectNode job) {
        String proof = "A".repeat(120);
        String secret = "B".repeat(43);
        ObjectNode account = json().put("proof", proof)
                .put("deviceSecret", secret)
                .put("birthDate", "1990-05-17")
                .put("acceptedPolicy", 4)
                .put("locale", "en")
                .put("source", "app");
        this.bodies = Map.ofEntries(
                Map.entry("POST /v1/accounts", account),
                Map.entry("POST /v1/accounts/freeze", json().put("proof", proof)),
                Map.entry("POST /v1/accounts/undo-removal", json().put("proof", proof)),
                Map.entry(
                        "POST /v1/accounts/unfreeze", json().put("proof", proof).put("secondProof", proof)),
                Map.entry("POST /v1/accounts/me/identities", json().put("proof", proof)),
                Map.entry("POST /v1/sessions", json().put("proof", proof).put("deviceSecret", secret)),
                Map.entry(
                        "POST /v1/sessions/refresh",
                        json().put("refreshToken", proof).put("deviceSecret", secret)),
                Map.entry("POST /v1/sessions/step-up", json().put("proof", proof)),
                Map.entry(
                        "POST /v1/verifications",
                        json().put("channel", "sms")
                                .put("address", "+12025550147")
                                .put("purpose", "enter")
                                .put("locale", "en")
                                .put("client", "ios")),
                Map.entry("POST /v1/employers", Hiring.employer(takenCode)),
                Map.entry("PUT /v1/employers/{id}", Hiring.details()),
                Map.entry(
                        "PUT /v1/employers/{id}/verification",
                        json().put("state", "verified").put("reasonCode", "documents-match")),
                Map.entry("POST /v1/employers/{id}/invitations", json().put("role", "recruiter")),
                Map.entry("POST /v1/employer-invitations/acceptances", json().put("token", "A".repeat(22))),
                Map.entry("PUT /v1/employers/{id}/members/{member}", json().put("role", "recruiter")),
                Map.entry("POST /v1/employers/{id}/jobs", job),
                Map.entry("PUT /v1/employers/{id}/jobs/{job}", job),
                Map.entry("PUT /v1/employers/{id}/jobs/{job}/state", json().put("state", "open")),
                Map.entry("PUT /v1/employers/{id}/jobs/{job}/legal-basis", json().put("legalBasis", "none")),
                Map.entry("POST /v1/job-searches/nearby", nearby()),
                Map.entry("POST /v1/jobs/{id}/applications", application()),
                Map.entry("POST /v1/applications/{id}/moves", json().put("move", "withdraw")),
                Map.entry("POST /v1/employers/{id}/applications/{application}/moves", json().put("move", "shortlist")),
                Map.entry("POST /v1/employers/{id}/resume-searches", json().put("category", "0101")),
                Map.entry(
                        "PUT /v1/employers/{id}/applications/{application}/identity-request",
                        json().put("purpose", "written-exam")),
                Map.entry("PUT /v1/applications/{id}/identity-number", json().put("number", Seeking.IDENTITY_NUMBER)),
                Map.entry("POST /v1/attachments", attachment()),
                Map.entry(
                        "POST /v1/attachment-views",
                        json().put("grant", "e30aaaaaaaaa." + "A".repeat(43)).put("attachment", "A".repeat(22))),
                Map.entry("POST /v1/resumes", Seeking.disclosing()),
                Map.entry("PUT /v1/resumes/{id}", Seeking.disclosing()),
                Map.entry("PATCH /v1/resumes/{id}", Seeking.disclosing()),
                Map.entry("PUT /v1/resumes/{id}/visibility", visibility()),
                Map.entry("POST /v1/resume-views", json().put("grant", "e30aaaaaaaaa." + "A".repeat(43))),
                Map.entry(
                        "PUT /v1/consents/{purpose}",
                        json().put("textVersion", 1).put("source", "app")),
                Map.entry("POST /v1/verifications/{id}/attempts", json().put("code", "123456")),
                Map.entry("POST /v1/verifications/{id}/sends", json()));
    }

    /** The one for {@code operation}. */
    ObjectNode of(ApiDocument.Operation operation) {
        ObjectNode body = bodies.get(operation.toString());
        assertThat(body).as("a good body for " + operation).isNotNull();
        return body.deepCopy();
    }

    private static ObjectNode application() {
        ObjectNode body = Seeking.application("e30aaaaaaaaa." + "A".repeat(43));
        body.withArrayProperty("released").add("health");
        return body;
    }

    private static ObjectNode attachment() {
        return json().put("name", "a.pdf")
                .put("mediaType", Attaching.PDF)
                .put("size", 1000)
                .put("sha256", "A".repeat(43) + "=");
    }

    private static ObjectNode nearby() {
        return json().put("coordSys", "GCJ02")
                .put("latitude", 25.0376)
                .put("longitude", 102.7143)
                .put("radius", 5000);
    }

    private static ObjectNode visibility() {
        ObjectNode body = json().put("visibility", "public");
        body.putArray("hiddenFrom").add("A".repeat(22));
        return body;
    }

    private static ObjectNode json() {
        return Http.JSON.createObjectNode();
    }
}
