package cn.touzhi.attachments.content;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;

/** What the XML parts of a Word document may say. */
final class DocxParts {
    private static final String MAIN_TYPE =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private static final Pattern MACRO_TYPE = Pattern.compile("(?i).*(macroenabled|vbaproject|vbadata).*");
    private static final Pattern ACTIVE_TYPE =
            Pattern.compile("(?i).*(oleobject|activex|ms-office\\.activex|\\bpackage\\b).*");
    private static final String RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml";
    private static final Set<String> ACTIVE_RELATIONS =
            Set.of("oleobject", "package", "control", "activexcontrolbinary", "afchunk", "subdocument", "frame");
    private static final Set<String> MACRO_RELATIONS = Set.of("vbaproject", "wordvbadata");
    private static final Pattern ELSEWHERE = Pattern.compile("(?s)([a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\).*");
    // fields that run a program or fetch another file when they are updated (ECMA-376 part 1, 17.16.5)
    private static final Pattern ACTIVE_FIELD = Pattern.compile("(?i)\\bDDE(AUTO)?\\b");

    private final PartXml xml;

    DocxParts(PartXml xml) {
        this.xml = xml;
    }

    /** Says of {@code document} that it is a Word document without macros, and of nothing that it acts. */
    void contentTypes(byte[] part, String document) throws Refusal {
        boolean[] main = {false};
        xml.read(part, reader -> {
            if (!reader.isStartElement()) {
                return;
            }
            String type = attribute(reader, "ContentType").orElse("").strip();
            Refusal.when(MACRO_TYPE.matcher(type).matches(), Reason.MACROS);
            Refusal.when(
                    ACTIVE_TYPE.matcher(type).matches()
                            && !type.equalsIgnoreCase(RELATIONSHIPS_TYPE)
                            && !type.toLowerCase(Locale.ROOT).startsWith("application/vnd.openxmlformats-package."),
                    Reason.ACTIVE_CONTENT);
            if (attribute(reader, "PartName").equals(Optional.of(document))) {
                main[0] = type.equals(MAIN_TYPE);
            }
        });
        Refusal.when(!main[0], Reason.TYPE_MISMATCH);
    }

    /** Leads to {@code document}, which is then what Word opens, and to no other. */
    void rootRelationships(byte[] part, String document) throws Refusal {
        boolean[] main = {false};
        relationships(part, (kind, target) -> {
            if (kind.equals("officedocument")) {
                String path = target.startsWith("/") ? target.substring(1) : target;
                Refusal.when(main[0] || !path.equals(document), Reason.TYPE_MISMATCH);
                main[0] = true;
            }
        });
        Refusal.when(!main[0], Reason.TYPE_MISMATCH);
    }

    /** Leads nowhere outside but by links that a person follows. */
    void relationships(byte[] part) throws Refusal {
        relationships(part, (kind, target) -> {});
    }

    private interface Relation {
        void to(String kind, String target) throws Refusal;
    }

    private void relationships(byte[] part, Relation relation) throws Refusal {
        xml.read(part, reader -> {
            if (!reader.isStartElement() || !reader.getLocalName().equals("Relationship")) {
                return;
            }
            String type = attribute(reader, "Type").orElse("");
            String kind = type.substring(type.lastIndexOf('/') + 1).strip().toLowerCase(Locale.ROOT);
            String target = attribute(reader, "Target").orElse("").strip();
            boolean external = attribute(reader, "TargetMode")
                            .filter(mode -> mode.strip().equalsIgnoreCase("External"))
                            .isPresent()
                    || ELSEWHERE.matcher(target).matches();
            Refusal.when(MACRO_RELATIONS.contains(kind), Reason.MACROS);
            Refusal.when(
                    ACTIVE_RELATIONS.contains(kind) || external && !kind.equals("hyperlink"), Reason.ACTIVE_CONTENT);
            relation.to(kind, target);
        });
    }

    /** Any other part: well-formed, and without fields that act. */
    void text(byte[] part) throws Refusal {
        StringBuilder instructions = new StringBuilder();
        boolean[] inside = {false};
        xml.read(part, reader -> {
            if (reader.isStartElement()) {
                inside[0] = reader.getLocalName().equals("instrText");
                if (reader.getLocalName().equals("fldChar")) {
                    instructions.append(' ');
                }
                attribute(reader, "instr")
                        .ifPresent(instruction -> instructions.append(' ').append(instruction));
            } else if (inside[0]) {
                instructions.append(reader.getText());
            }
        });
        Refusal.when(ACTIVE_FIELD.matcher(instructions).find(), Reason.ACTIVE_CONTENT);
    }

    private static Optional<String> attribute(XMLStreamReader reader, String name) {
        for (int index = 0; index < reader.getAttributeCount(); index++) {
            if (reader.getAttributeLocalName(index).equals(name)) {
                return Optional.of(reader.getAttributeValue(index));
            }
        }
        return Optional.empty();
    }
}
