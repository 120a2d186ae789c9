using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Holdfast.Documents.Json;

/// <summary>
/// Gives the type information that System.Text.Json finds out by reflection, for programs that are not trimmed.
/// </summary>
internal static class ReflectedType
{
    /// <summary>Finds out how a type becomes JSON and back.</summary>
    /// <param name="options">How; null: the defaults of System.Text.Json.</param>
    /// <exception cref="NotSupportedException">The type cannot be JSON.</exception>
    [RequiresUnreferencedCode(Value.Reflection)]
    [RequiresDynamicCode(Value.Reflection)]
    public static JsonTypeInfo<T> Of<T>(JsonSerializerOptions? options)
    {
        options ??= JsonSerializerOptions.Default;
        options.MakeReadOnly(populateMissingResolver: true);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}
