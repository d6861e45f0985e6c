/**
 * Puts Chorus on a gateway through Kura's REST services: packages, then one configured component.
 *
 * <p>{@link dev.chorus.tools.deploy.Deployment} decides what is to be done, {@link dev.chorus.tools.deploy.PackageInstaller} and
 * {@link dev.chorus.tools.deploy.ComponentSetup} do it, {@link dev.chorus.tools.deploy.GatewayServices} knows the calls, and
 * {@link dev.chorus.tools.deploy.RestClient} alone speaks HTTP. Kura answers 200 to nearly everything, so nothing counts as done
 * before it has been read back. Everything runs on the caller's thread, but for the progress of an upload. Whatever goes wrong at or with the
 * gateway is a {@link dev.chorus.tools.deploy.GatewayException}.
 */
package dev.chorus.tools.deploy;
