namespace Visits;

/// <summary>What the site knows of its visitors.</summary>
internal sealed record Guests(int Count, string Last);
