package cn.touzhi.local.engine.child;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * S3Mock on 127.0.0.1: beside the address that it can be given it opens another, without TLS, on every interface.
 *
 * <p>By reflection, because S3Mock is not on the class path that this is compiled with.
 */
public final class BucketMain {
    private static final String APPLICATION = "com.adobe.testing.s3mock.S3MockApplication";
    private static final String BUILDER = "org.springframework.boot.builder.SpringApplicationBuilder";
    private static final String INITIALIZER = "org.springframework.context.ApplicationContextInitializer";
    private static final String CONTEXT = "org.springframework.context.ConfigurableApplicationContext";
    private static final String FACTORY = "org.springframework.beans.factory.config.ConfigurableBeanFactory";
    private static final String PROCESSOR = "org.springframework.beans.factory.config.BeanPostProcessor";
    private static final String SERVER = "org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory";

    private BucketMain() {}

    /** @param arguments none: S3Mock is told everything by system properties */
    public static void main(String[] arguments) throws Exception {
        Class<?> builderType = Class.forName(BUILDER);
        Object builder = builderType.getConstructor(Class[].class).newInstance((Object)
                new Class<?>[] {Class.forName(APPLICATION)});
        Object initializers = Array.newInstance(Class.forName(INITIALIZER), 1);
        Array.set(initializers, 0, proxy(INITIALIZER, (self, method, given) -> switch (method.getName()) {
            case "initialize" -> watchBeans(given[0]);
            default -> ofObject(self, method.getName(), given);
        }));
        builderType.getMethod("initializers", initializers.getClass()).invoke(builder, initializers);
        builderType.getMethod("run", String[].class).invoke(builder, (Object) arguments);
    }

    /** Answers nothing, as {@code initialize} does. */
    private static Object watchBeans(Object context) throws ReflectiveOperationException {
        Object beans = Class.forName(CONTEXT).getMethod("getBeanFactory").invoke(context);
        Object processor = proxy(PROCESSOR, (self, method, given) -> switch (method.getName()) {
            case "postProcessBeforeInitialization" -> withOneAddress(given[0]);
            case "postProcessAfterInitialization" -> given[0];
            default -> ofObject(self, method.getName(), given);
        });
        return Class.forName(FACTORY)
                .getMethod("addBeanPostProcessor", Class.forName(PROCESSOR))
                .invoke(beans, processor);
    }

    private static Object withOneAddress(Object bean) throws ReflectiveOperationException {
        if (bean.getClass().getName().equals(SERVER)) {
            ((List<?>) bean.getClass()
                            .getMethod("getAdditionalTomcatConnectors")
                            .invoke(bean))
                    .clear();
        }
        return bean;
    }

    private static Object proxy(String type, InvocationHandler handler) throws ClassNotFoundException {
        return Proxy.newProxyInstance(BucketMain.class.getClassLoader(), new Class<?>[] {Class.forName(type)}, handler);
    }

    /** What Spring asks of everything that it keeps in a list. */
    private static Object ofObject(Object self, String method, Object[] given) {
        return switch (method) {
            case "equals" -> self == given[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> self.getClass().getName();
        };
    }
}
