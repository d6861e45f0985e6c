package dev.chorus.tools.packaging;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Processor architectures of natives in bundles. */
public enum Architecture {
    AMD64("x86-64"),
    ARM64("aarch64");

    /** Header of a bundle that lists natives. */
    public static final String NATIVE_CODE = "Bundle-NativeCode";

    private final String processor;

    Architecture(String processor) {
        this.processor = processor;
    }

    /** Returns Debian's name. */
    String debianName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether a clause of {@value #NATIVE_CODE} is for this architecture. */
    boolean isNamedIn(HeaderClause nativeCode) {
        return processor.equals(nativeCode.parameters().get("processor"));
    }

    /** Returns the architectures in a header {@value #NATIVE_CODE}. */
    static List<Architecture> namedIn(String nativeCode) {
        Set<String> processors = HeaderClause.parse(nativeCode).stream()
                .map(clause -> clause.parameters().get("processor"))
                .collect(Collectors.toSet());
        return Arrays.stream(values())
                .filter(architecture -> processors.contains(architecture.processor))
                .toList();
    }
}
