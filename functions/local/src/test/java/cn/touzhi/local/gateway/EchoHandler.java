package cn.touzhi.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers with its event; a body that begins with {@code ANSWER } is the answer itself. */
public final class EchoHandler implements RequestStreamHandler {
    private static final String ANSWER = "\"body\":\"ANSWER ";

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        int begin = event.indexOf(ANSWER);
        String answer = begin < 0 ? event : unescape(event.substring(begin + ANSWER.length()));
        switch (answer) {
            case "throw" -> throw new IllegalStateException("as asked");
            case "exit" -> Runtime.getRuntime().halt(1);
            default -> output.write(answer.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String unescape(String rest) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; rest.charAt(i) != '"'; i++) {
            if (rest.charAt(i) == '\\') {
                i++;
            }
            text.append(rest.charAt(i));
        }
        return text.toString();
    }
}
