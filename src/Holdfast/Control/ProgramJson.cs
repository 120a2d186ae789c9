using System.Text.Json.Serialization;

namespace Holdfast.Control;

/// <summary>The types that a program's state is read as without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class ProgramJson : JsonSerializerContext;
