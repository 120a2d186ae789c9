namespace Holdfast.Cli.Commands;

/// <summary>What a mutation answers.</summary>
/// <param name="Revision">The commit.</param>
/// <param name="Value">What stands there now, where the answer says it.</param>
/// <param name="PrintsValue">Whether people get the value, and not the revision.</param>
internal readonly record struct Receipt(Revision Revision, Value? Value = null, bool PrintsValue = false);
