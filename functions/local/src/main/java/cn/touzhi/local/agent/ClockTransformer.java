package cn.touzhi.local.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Set;

/**
 * Lets code read {@link ShiftedTime}: the one place where {@code java.time} asks the system, and every caller of
 * {@link System#currentTimeMillis()} that tells dates. Timers of the JDK itself go on with real time.
 */
final class ClockTransformer implements ClassFileTransformer {
    private static final ClassDesc SHIFTED = ClassDesc.of("cn.touzhi.local.agent.ShiftedTime");
    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");
    private static final Set<String> OF_THE_JDK = Set.of(
            "java/time/Clock$SystemClock",
            "java/util/Date",
            "java/util/GregorianCalendar",
            "sun/util/locale/provider/CalendarProviderImpl");
    private static final String CURRENT_TIME = "currentTimeMillis";
    private static final byte[] CURRENT_TIME_BYTES = CURRENT_TIME.getBytes(StandardCharsets.US_ASCII);

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classfile) {
        if (name == null) {
            return null;
        }
        if (name.equals("java/time/Clock")) {
            return patch(classfile, ClockTransformer::shiftReturnedInstant, "currentInstant");
        }
        boolean tellsDates = loader != null || OF_THE_JDK.contains(name);
        return tellsDates && mentionsCurrentTime(classfile)
                ? patch(classfile, ClockTransformer::shiftCurrentTime, null)
                : null;
    }

    /** @param only the method to change; null for all */
    private static byte[] patch(byte[] classfile, CodeTransform change, String only) {
        ClassFile format = ClassFile.of();
        ClassModel model = format.parse(classfile);
        return format.transformClass(
                model,
                ClassTransform.transformingMethodBodies(
                        method -> only == null || method.methodName().equalsString(only), change));
    }

    private static void shiftReturnedInstant(CodeBuilder code, CodeElement element) {
        if (element instanceof ReturnInstruction) {
            code.invokestatic(SHIFTED, "shift", MethodTypeDesc.of(INSTANT, INSTANT));
        }
        code.with(element);
    }

    private static void shiftCurrentTime(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction call
                && call.name().equalsString(CURRENT_TIME)
                && call.owner().asInternalName().equals("java/lang/System")) {
            code.invokestatic(SHIFTED, CURRENT_TIME, MethodTypeDesc.of(ConstantDescs.CD_long));
        } else {
            code.with(element);
        }
    }

    /** Parsing is dear at start-up and few classes ask for the time, so their bytes are looked through first. */
    private static boolean mentionsCurrentTime(byte[] classfile) {
        int last = classfile.length - CURRENT_TIME_BYTES.length;
        for (int at = 0; at <= last; at++) {
            if (classfile[at] == CURRENT_TIME_BYTES[0] && matchesAt(classfile, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAt(byte[] classfile, int at) {
        for (int i = 1; i < CURRENT_TIME_BYTES.length; i++) {
            if (classfile[at + i] != CURRENT_TIME_BYTES[i]) {
                return false;
            }
        }
        return true;
    }
}
