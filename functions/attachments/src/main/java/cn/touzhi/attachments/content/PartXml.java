package cn.touzhi.attachments.content;

import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Goes once through an XML part, which must be well-formed, in an encoding that Open Packaging allows (ECMA-376 part 2,
 * 6.1.4: UTF-8 or UTF-16) and without a document type, which Open Packaging forbids and which is where entities that
 * read files or multiply come from.
 */
final class PartXml {
    private static final Set<String> ENCODINGS = Set.of("utf-8", "utf-16", "utf-16le", "utf-16be");

    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    private final int maxDepth;

    PartXml(ContentLimits limits) {
        this.maxDepth = limits.maxXmlDepth();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
    }

    /** Told of each start tag and each text. */
    interface Reading {
        void at(XMLStreamReader reader) throws Refusal;
    }

    void read(byte[] part, Reading reading) throws Refusal {
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(part));
            encoding(reader.getCharacterEncodingScheme());
            encoding(reader.getEncoding());
            int depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new Refusal(Reason.ACTIVE_CONTENT);
                    case XMLStreamConstants.START_ELEMENT -> {
                        Refusal.when(++depth > maxDepth, Reason.MALFORMED);
                        reading.at(reader);
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> reading.at(reader);
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            throw new Refusal(Reason.MALFORMED);
        }
    }

    private static void encoding(String name) throws Refusal {
        Refusal.when(name != null && !ENCODINGS.contains(name.toLowerCase(Locale.ROOT)), Reason.MALFORMED);
    }
}
