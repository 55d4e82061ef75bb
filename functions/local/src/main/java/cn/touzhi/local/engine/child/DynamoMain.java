package cn.touzhi.local.engine.child;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * DynamoDB Local on 127.0.0.1: its own main class listens on every interface and has no switch against it.
 *
 * <p>By reflection, because DynamoDB Local is not on the class path that this is compiled with.
 */
public final class DynamoMain {
    private static final String RUNNER = "software.amazon.dynamodb.services.local.main.ServerRunner";

    private DynamoMain() {}

    /** @param arguments those of DynamoDB Local's own main */
    public static void main(String[] arguments) throws Exception {
        Object proxy = Class.forName(RUNNER)
                .getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) arguments);
        Field field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object jetty = field.get(proxy);
        for (Object connector :
                (Object[]) jetty.getClass().getMethod("getConnectors").invoke(jetty)) {
            connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
        }
        Method start = proxy.getClass().getMethod("start");
        start.invoke(proxy);
        proxy.getClass().getMethod("join").invoke(proxy);
    }
}
