namespace Holdfast.Documents;

/// <summary>The nodes of true and false: one object each.</summary>
internal static class Literals
{
    /// <summary>The node of true.</summary>
    public static readonly object True = true;

    /// <summary>The node of false.</summary>
    public static readonly object False = false;

    /// <summary>Gives the node of a truth value.</summary>
    public static object Of(bool value) => value ? True : False;
}
