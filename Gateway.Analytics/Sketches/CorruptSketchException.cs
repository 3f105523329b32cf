namespace Gateway.Analytics.Sketches;

/// <summary>Bytes that are not what a sketch or a cell writes: cut short, of an unknown version, or out of range.</summary>
public sealed class CorruptSketchException(string message) : Exception(message);
