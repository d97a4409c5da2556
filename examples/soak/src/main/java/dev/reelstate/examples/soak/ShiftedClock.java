package dev.reelstate.examples.soak;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A Java agent that shifts the clock of a process for all of its Java code, including libraries,
 * drivers and the JDK's {@code Clock}, {@code Instant} and {@code Date}. Native code sees the
 * machine's time, and the monotonic clock is unchanged, as on a machine whose clock is wrong.
 *
 * <p>The JDK reads the clock in two native methods; the agent adds the shift after each call of
 * one.
 */
final class ShiftedClock implements ClassFileTransformer {

  private static final String MILLIS = "currentTimeMillis";
  private static final String NANOS = "getNanoTimeAdjustment";

  /** The only JDK classes to transform, since others measure waiting times. */
  private static final Set<String> OF_JDK =
      Set.of("java/time/Clock", "java/time/Clock$SystemClock", "java/util/Date");

  private final long millis;

  private ShiftedClock(long millis) {
    this.millis = millis;
  }

  /**
   * Writes the agent's jar, for {@code -javaagent:JAR=MILLISECONDS} in a process with this class on
   * its class path.
   */
  static void writeAgent(Path jar) throws java.io.IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", ShiftedClock.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  /** The JVM calls this before the program's main method. */
  public static void premain(String milliseconds, Instrumentation jvm)
      throws UnmodifiableClassException, ClassNotFoundException {
    jvm.addTransformer(new ShiftedClock(Long.parseLong(milliseconds)), true);
    jvm.retransformClasses(Clock.class, Class.forName("java.time.Clock$SystemClock"), Date.class);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    boolean ofJdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
    if (name == null || (ofJdk && !OF_JDK.contains(name)) || !mentionsClock(classFile)) {
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Shift(writer), 0);
    return writer.toByteArray();
  }

  private static boolean mentionsClock(byte[] classFile) {
    String text = new String(classFile, StandardCharsets.ISO_8859_1);
    return text.contains(MILLIS) || text.contains(NANOS);
  }

  private final class Shift extends ClassVisitor {

    Shift(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean isInterface) {
          super.visitMethodInsn(opcode, owner, method, type, isInterface);
          if (owner.equals("java/lang/System") && method.equals(MILLIS)) {
            add(millis);
          } else if (owner.equals("jdk/internal/misc/VM") && method.equals(NANOS)) {
            add(millis * 1_000_000);
          }
        }

        private void add(long shift) {
          super.visitLdcInsn(shift);
          super.visitInsn(Opcodes.LADD);
        }
      };
    }
  }
}
