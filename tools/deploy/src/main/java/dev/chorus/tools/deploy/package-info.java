/**
 * Installs Chorus on a gateway through Kura's REST services: packages, then one configured component.
 *
 * <p>{@link dev.chorus.tools.deploy.Deployment} decides on the steps, {@link dev.chorus.tools.deploy.PackageInstaller}
 * and {@link dev.chorus.tools.deploy.ComponentSetup} carry them out, {@link dev.chorus.tools.deploy.GatewayServices}
 * has the calls, and only {@link dev.chorus.tools.deploy.RestClient} uses HTTP. Kura returns 200 for nearly every
 * request, so each step is verified by reading the result. All code runs on the caller's thread, except for the
 * progress of an upload. Every failure of a gateway is a {@link dev.chorus.tools.deploy.GatewayException}.
 */
package dev.chorus.tools.deploy;
