package cn.touzhi.local.journey;

import static cn.touzhi.local.journey.Hiring.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/** What people do with files, step by step: announce, upload as a browser does, and wait for what is found. */
final class Attaching {
    static final String PDF = "application/pdf";

    /** Headers that Java's client sets itself. */
    private static final Set<String> OF_THE_CLIENT = Set.of("content-length", "host");

    private final World world;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Attaching(World world) {
        this.world = world;
    }

    /** A document of one page that says {@code text}. */
    static byte[] pdf(String text) {
        return pdf(text, "");
    }

    /** The same with more entries in its catalogue. */
    static byte[] pdf(String text, String more) {
        List<String> objects = List.of(
                "<</Type/Catalog/Pages 2 0 R" + more + ">>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R>>",
                "<</Length %d>>\nstream\n%s\nendstream".formatted(text.length(), text));
        StringBuilder file = new StringBuilder("%PDF-1.4\n");
        StringBuilder table = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append("%010d 00000 n \n".formatted(file.length()));
            file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int start = file.length();
        file.append(table)
                .append("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n")
                .append(start)
                .append("\n%%EOF\n");
        return file.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A picture of which the camera says where it was taken. */
    static byte[] jpegWithPlace() {
        BufferedImage picture = new BufferedImage(800, 400, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        byte[] bytes = plain.toByteArray();
        byte[] exif = "Exif\0\0II*\0\u0008\0\0\0\0\0GPS-HERE".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(bytes, 0, 2);
        marked.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, (byte) (exif.length + 2)});
        marked.writeBytes(exif);
        marked.write(bytes, 2, bytes.length - 2);
        return marked.toByteArray();
    }

    /** Permits files, and announces one as soon as the room has heard of it. */
    JsonNode announces(Visitor visitor, String name, String mediaType, byte[] file) {
        return announces(visitor, body(name, mediaType, file), "permission-storage");
    }

    private JsonNode announces(Visitor visitor, Map<String, Object> body, String... purposes) {
        Map<String, String> headers = Seeking.once(visitor);
        for (String purpose : purposes) {
            headers.put(
                    "consent-sequence",
                    expect(200, visitor.gives(purpose)).body().path("sequence").asText());
        }
        return world.await(() -> expect(201, world.http().post("/v1/attachments", body, headers)))
                .body();
    }

    /** What announces it. */
    static Map<String, Object> body(String name, String mediaType, byte[] file) {
        return Map.of("name", name, "mediaType", mediaType, "size", file.length, "sha256", sha256(file));
    }

    /** Uploads by the form, some fields being what {@code changed} says. */
    int posts(JsonNode announced, byte[] file, Map<String, String> changed) {
        String boundary = "----boundary7d81f6";
        Map<String, String> fields = new HashMap<>();
        announced
                .at("/form/fields")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        fields.putAll(changed);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> write(
                body,
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(boundary, name, value)));
        write(
                body,
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        .formatted(boundary));
        body.writeBytes(file);
        write(body, "\r\n--" + boundary + "--\r\n");
        return send(HttpRequest.newBuilder(URI.create(announced.at("/form/url").asText()))
                        .header("content-type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())))
                .statusCode();
    }

    /** Uploads by PUT. */
    int puts(JsonNode announced, byte[] file) {
        HttpRequest.Builder put = HttpRequest.newBuilder(
                        URI.create(announced.at("/put/url").asText()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(file));
        announced.at("/put/headers").properties().stream()
                .filter(header -> !OF_THE_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .forEach(header -> put.header(header.getKey(), header.getValue().asText()));
        return send(put).statusCode();
    }

    /** Follows a link. */
    HttpResponse<byte[]> follows(String link) {
        return send(HttpRequest.newBuilder(URI.create(link)).GET());
    }

    /** The attachment, once it was checked. */
    JsonNode checked(Visitor visitor, String id) {
        return world.await(() -> {
                    Answer seen = expect(200, sees(visitor, id));
                    if (seen.body().path("state").asText().equals("pending")) {
                        throw new AssertionError("not checked yet");
                    }
                    return seen;
                })
                .body();
    }

    /** Announces a file and uploads it, and gives the attachment's id once it was found to be harmless. */
    String attaches(Visitor visitor, String name, String mediaType, byte[] file) {
        return uploads(visitor, announces(visitor, name, mediaType, file), file);
    }

    /** The same with a photo of whoever uploads it, to which they consent. */
    String attachesPhoto(Visitor visitor) {
        byte[] file = jpegWithPlace();
        Map<String, Object> body = new HashMap<>(body("me.jpg", "image/jpeg", file));
        body.put("photo", true);
        return uploads(visitor, announces(visitor, body, "permission-storage", "resume-photo"), file);
    }

    private String uploads(Visitor visitor, JsonNode announced, byte[] file) {
        if (posts(announced, file, Map.of()) != 201) {
            throw new AssertionError("not uploaded");
        }
        String id = announced.path("id").asText();
        if (!checked(visitor, id).path("state").asText().equals("clean")) {
            throw new AssertionError("not clean");
        }
        return id;
    }

    Answer sees(Visitor visitor, String id) {
        return world.http().get("/v1/attachments/" + id, visitor.authorized());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] file) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
