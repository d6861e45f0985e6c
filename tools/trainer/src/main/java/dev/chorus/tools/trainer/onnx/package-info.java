/**
 * Writes networks as ONNX graphs (IR 9, opset 18) that take pictures as they come and answer with the Top-k: resizing,
 * scaling, softmax and Top-k are in the graph, so a gateway's code knows nothing of a model but its file.
 *
 * <pre>
 * picture  uint8 [1, height, width, 3]   RGB, any height and width
 *   Resize to [1, r, r, 3], or larger by a margin, bilinear, half pixel, without antialiasing
 *   Slice to the middle, where the variant has a margin; backwards, where it sees pictures mirrored
 *   Cast to float, Transpose to NCHW, times 2/255, minus 1
 *   Conv, Relu, MaxPool, Add ...         batch norm folded in
 *   GlobalAveragePool or GlobalMaxPool, Flatten, Gemm, Softmax, TopK, Cast
 * scores   float32 [1, k]                descending
 * classes  int32 [1, k]
 * </pre>
 */
package dev.chorus.tools.trainer.onnx;
