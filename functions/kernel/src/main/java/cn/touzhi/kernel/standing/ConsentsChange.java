package cn.touzhi.kernel.standing;

import cn.touzhi.kernel.SubjectId;
import cn.touzhi.kernel.event.Event;
import cn.touzhi.kernel.event.EventJson;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@link StandingEvents#CONSENTS_CHANGED}. */
final class ConsentsChange {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern SEQUENCE = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern PURPOSE = Pattern.compile("[a-z]{1,20}(-[a-z]{1,20}){0,5}");
    /** Privacy knows some twenty. */
    private static final int MOST_PURPOSES = 100;

    private ConsentsChange() {}

    /**
     * What the event says.
     *
     * @throws EventJson.MalformedEventException if it lacks what its type promises
     */
    static HeldConsents in(Event event, SubjectId subject) {
        String sequence = event.data().getOrDefault("sequence", "");
        if (!SEQUENCE.matcher(sequence).matches()) {
            throw new EventJson.MalformedEventException();
        }
        try {
            return new HeldConsents(
                    subject, Integer.parseInt(sequence), purposes(event.data().getOrDefault("given", "")));
        } catch (IOException malformed) {
            throw new EventJson.MalformedEventException();
        }
    }

    private static Set<String> purposes(String array) throws IOException {
        Set<String> purposes = new HashSet<>();
        try (JsonParser json = JSON.createParser(array)) {
            demand(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                demand(json.currentToken() == JsonToken.VALUE_STRING && purposes.size() < MOST_PURPOSES);
                demand(PURPOSE.matcher(json.getText()).matches());
                purposes.add(json.getText());
            }
            demand(json.nextToken() == null);
        }
        return purposes;
    }

    private static void demand(boolean met) throws IOException {
        if (!met) {
            throw new IOException("no list of purposes");
        }
    }
}
