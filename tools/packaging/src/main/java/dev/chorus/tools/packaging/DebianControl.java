package dev.chorus.tools.packaging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a Debian package tells dpkg and people (Debian policy 5.3).
 *
 * @param content whose name and version it has
 * @param architecture empty if it has no natives
 * @param needs packages of ours that it needs, at least in these versions
 * @param details the rest
 */
record DebianControl(
        DeploymentPackage content,
        Optional<Architecture> architecture,
        List<DeploymentPackage> needs,
        DebianDetails details) {

    /** Of all files, so that two builds give the same bytes. */
    static final Instant TIME = ReproducibleZip.ENTRY_TIME.toInstant(ZoneOffset.UTC);

    private static final DateTimeFormatter CHANGELOG_TIME = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** A placeholder, for who publishes packages to replace. */
    private static final String MAINTAINER = "Chorus maintainers <maintainers@chorus.example>";

    private static final List<String> KURA = List.of("kura-core (>= 6.0.0~)", "kura-core (<< 7.0.0~)");

    /** The package's name, as Debian allows it. */
    String name() {
        return DebianNames.packageName(content.name());
    }

    /** The file's name, as apt expects it. */
    String fileName() {
        return name() + "_" + version() + "_" + architectureName() + ".deb";
    }

    /** The control file; who writes the package adds the size. */
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

    /** The changelog, in Debian's form: one entry, what changed is said with the release. */
    String changelog() {
        return name() + " (" + version() + ") unstable; urgency=medium\n\n"
                + "  * What changed is in the changelog of the release.\n\n"
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
