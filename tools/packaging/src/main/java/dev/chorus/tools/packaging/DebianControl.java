package dev.chorus.tools.packaging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Control data of a Debian package (Debian policy 5.3).
 *
 * @param content deployment package with the same name and version
 * @param architecture empty without natives
 * @param needs packages of Chorus that it depends on, at least in these versions
 * @param details other fields
 */
record DebianControl(
        DeploymentPackage content,
        Optional<Architecture> architecture,
        List<DeploymentPackage> needs,
        DebianDetails details) {

    /** Time of all files, so that two builds give the same bytes. */
    static final Instant TIME = ReproducibleZip.ENTRY_TIME.toInstant(ZoneOffset.UTC);

    private static final DateTimeFormatter CHANGELOG_TIME = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Placeholder, to be replaced when packages are published. */
    private static final String MAINTAINER = "Chorus maintainers <maintainers@chorus.example>";

    private static final List<String> KURA = List.of("kura-core (>= 6.0.0~)", "kura-core (<< 7.0.0~)");

    /** Returns the package name in Debian's form. */
    String name() {
        return DebianNames.packageName(content.name());
    }

    /** Returns the file name that apt expects. */
    String fileName() {
        return name() + "_" + version() + "_" + architectureName() + ".deb";
    }

    /** Returns the control file; the size is added when the package is written. */
    String text() {
        StringBuilder text = new StringBuilder();
        field(text, "Package", name());
        field(text, "Version", version());
        field(text, "Section", "java");
        field(text, "Priority", "optional");
        field(text, "Architecture", architectureName());
        field(text, "Depends", String.join(", ", depends()));
        field(text, "Maintainer", MAINTAINER);
        field(text, "Description", details.synopsis());
        text.append(" Chorus runs one image classifier on several Eclipse Kura gateways at once.\n .\n Bundles:\n");
        for (BundleFile bundle : content.bundles()) {
            text.append("  ")
                    .append(bundle.symbolicName())
                    .append(' ')
                    .append(bundle.version())
                    .append('\n');
        }
        return text.toString();
    }

    /** Returns the changelog in Debian's form: one entry that refers to the release. */
    String changelog() {
        return name() + " (" + version() + ") unstable; urgency=medium\n\n"
                + "  * See the changelog of the release.\n\n"
                + " -- " + MAINTAINER + "  " + CHANGELOG_TIME.format(TIME) + "\n";
    }

    private List<String> depends() {
        List<String> depends = new ArrayList<>(KURA);
        for (DeploymentPackage needed : needs) {
            depends.add(DebianNames.packageName(needed.name()) + " (>= " + DebianNames.version(needed.version()) + ")");
        }
        depends.addAll(details.depends());
        return depends;
    }

    private String version() {
        return DebianNames.version(content.version());
    }

    private String architectureName() {
        return architecture.map(Architecture::debianName).orElse("all");
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
