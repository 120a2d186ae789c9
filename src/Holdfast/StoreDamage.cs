namespace Holdfast;

/// <summary>One place of a store that is not what was written there.</summary>
/// <param name="Namespace">The namespace, or its folder's name when that cannot be told.</param>
/// <param name="File">The file.</param>
/// <param name="Position">The byte of the file, from 0; null when the whole file is meant.</param>
/// <param name="Message">What is wrong, and what it means.</param>
/// <param name="IsRepaired">Whether it was set aside, so that the store works without it.</param>
public sealed record StoreDamage(string Namespace, string File, long? Position, string Message, bool IsRepaired);
