/**
 * The documentation as a site: {@link dev.chorus.tools.site.SiteBuilder} renders the pages of {@code mkdocs.yml}, {@link
 * dev.chorus.tools.site.ConfigurationReference} makes one of them of what the bundles declare to Kura's console, and {@link
 * dev.chorus.tools.site.Links} sees that no link leads nowhere.
 */
package dev.chorus.tools.site;
