package dev.chorus.tools.packaging;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The processors for which a bundle may hold natives. */
public enum Architecture {
    AMD64("x86-64"),
    ARM64("aarch64");

    /** The header that names natives. */
    public static final String NATIVE_CODE = "Bundle-NativeCode";

    private final String processor;

    Architecture(String processor) {
        this.processor = processor;
    }

    /** As Debian calls it. */
    String debianName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a clause of {@value #NATIVE_CODE} is for this one. */
    boolean isNamedIn(HeaderClause nativeCode) {
        return processor.equals(nativeCode.parameters().get("processor"));
    }

    /** Those for which a header {@value #NATIVE_CODE} names natives. */
    static List<Architecture> namedIn(String nativeCode) {
        Set<String> processors = HeaderClause.parse(nativeCode).stream()
                .map(clause -> clause.parameters().get("processor"))
                .collect(Collectors.toSet());
        return Arrays.stream(values())
                .filter(architecture -> processors.contains(architecture.processor))
                .toList();
    }
}
