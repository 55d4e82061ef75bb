package cn.touzhi.local.aws.s3;

import cn.touzhi.local.aws.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads S3's XML. */
final class Xml {
    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private Xml() {}

    /** @throws ServiceException {@code MalformedXML} if it is none */
    static Element root(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
        } catch (SAXException malformed) {
            throw new ServiceException(
                    400, "MalformedXML", "The XML you provided was not well-formed or did not validate.");
        } catch (IOException | ParserConfigurationException impossible) {
            throw new IllegalStateException("This JVM reads no XML.", impossible);
        }
    }

    /** All elements of a name inside, at whatever depth. */
    static List<Element> all(Element root, String name) {
        NodeList found = root.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    /** The text of the first element of a name inside. */
    static Optional<String> text(Element root, String name) {
        return all(root, name).stream().map(Element::getTextContent).findFirst();
    }
}
