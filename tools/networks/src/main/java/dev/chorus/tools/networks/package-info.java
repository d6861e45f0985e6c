/**
 * What a variant's network is made of: specifications of layers, the sizes that follow from them, and the families that the
 * trainer knows by name. Nothing here computes with pictures, so nothing here needs PyTorch or ONNX Runtime.
 *
 * <p>A {@link dev.chorus.tools.networks.Trunk} says how deep a network is and where it halves its feature maps, a
 * {@link dev.chorus.tools.networks.VariantSpec} adds width, resolution and head, and
 * {@link dev.chorus.tools.networks.Network#of} lays out the layers. All types are immutable.
 */
package dev.chorus.tools.networks;
