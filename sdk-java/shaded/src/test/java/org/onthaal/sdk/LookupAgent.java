package org.onthaal.sdk;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Makes every class of an application look things up by {@link Lookups}: an agent of the JVM. */
public final class LookupAgent implements ClassFileTransformer {
  private static final ClassDesc LOOKUPS = ClassDesc.of(Lookups.class.getName());

  /** The methods of {@link Lookups} by the calls that they stand for. */
  private final Map<String, MethodTypeDesc> standIns = new HashMap<>();

  private LookupAgent() {
    for (Method method : Lookups.class.getDeclaredMethods()) {
      if (!Modifier.isPublic(method.getModifiers())) {
        continue;
      }
      MethodTypeDesc type =
          MethodTypeDesc.of(
              desc(method.getReturnType()),
              Arrays.stream(method.getParameterTypes()).map(LookupAgent::desc).toList());
      boolean ofClass = method.getName().equals("forName");
      String owner = ofClass ? "java/lang/Class" : internal(method.getParameterTypes()[0]);
      MethodTypeDesc replaced = ofClass ? type : type.dropParameterTypes(0, 1);
      standIns.put(owner + "." + method.getName() + replaced.descriptorString(), type);
    }
  }

  /** Called by the JVM; {@code file} is where to write what was looked up. */
  public static void premain(String file, Instrumentation instrumentation) {
    Lookups.writeAtExit(Path.of(file));
    instrumentation.addTransformer(new LookupAgent());
  }

  /** Writes the agent's jar. */
  static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", LookupAgent.class.getName());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (Class<?> type : List.of(LookupAgent.class, Lookups.class)) {
        String name = internal(type) + ".class";
        out.putNextEntry(new JarEntry(name));
        try (var in = type.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(out);
        }
      }
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> old,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    boolean ofJdk = name.contains("$Proxy");
    if (!ClassLoader.getSystemClassLoader().equals(loader)
        || ofJdk
        || name.startsWith("org/onthaal/sdk/Lookup")) {
      return null;
    }
    try {
      return redirected(bytes);
    } catch (RuntimeException | Error e) {
      // The JVM would go on with the class as it was, and its look-ups would not be seen.
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
      throw e;
    }
  }

  private byte[] redirected(byte[] bytes) {
    ClassFile file = ClassFile.of();
    CodeTransform redirect =
        (code, element) -> {
          MethodTypeDesc standIn = standIn(element);
          if (standIn == null) {
            code.with(element);
          } else {
            code.invokestatic(LOOKUPS, ((InvokeInstruction) element).name().stringValue(), standIn);
          }
        };
    return file.transformClass(
        file.parse(bytes), ClassTransform.transformingMethodBodies(redirect));
  }

  private @Nullable MethodTypeDesc standIn(CodeElement element) {
    return element instanceof InvokeInstruction call
        ? standIns.get(
            call.owner().asInternalName()
                + "."
                + call.name().stringValue()
                + call.type().stringValue())
        : null;
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  private static String internal(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
