namespace Holdfast.Lifecycle.Resources;

/// <summary>A place in source code, as the compiler tells it.</summary>
internal readonly record struct CodePlace(string File, int Line)
{
    public override string ToString() => File.Length == 0 ? "an unknown place" : $"{Path.GetFileName(File)}:{Line}";
}
