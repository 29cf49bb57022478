//! Logistic and multinomial regression, small and always the same.

/// The outcome of a fit: for each class the weights of the features.
pub struct Fit {
    /// `classes × features`.
    pub weights: Vec<Vec<f64>>,
}

/// Fits a multinomial regression by gradient steps with momentum; the penalty draws each weight to nothing.
pub fn fit(rows: &[(Vec<f32>, usize, f32)], classes: usize, penalty: f64, rounds: usize) -> Fit {
    let features = rows.first().map_or(0, |row| row.0.len());
    let size = classes * features;
    let (mut weights, mut mean, mut square) = (vec![0.0f64; size], vec![0.0f64; size], vec![0.0f64; size]);
    let total: f64 = rows.iter().map(|row| f64::from(row.2)).sum();
    let mut shares = vec![0.0f64; classes];
    for round in 1..=rounds {
        let mut slope: Vec<f64> = weights.iter().map(|weight| weight * penalty).collect();
        for (values, class, row_weight) in rows {
            for (at, share) in shares.iter_mut().enumerate() {
                let weights = &weights[at * features..][..features];
                *share = weights.iter().zip(values).map(|(weight, value)| weight * f64::from(*value)).sum();
            }
            let top = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = shares
                .iter_mut()
                .map(|share| {
                    *share = (*share - top).exp();
                    *share
                })
                .sum();
            for (at, share) in shares.iter().enumerate() {
                let error =
                    (share / sum - f64::from(u8::from(at == *class))) * f64::from(*row_weight) / total;
                for (cell, value) in slope[at * features..][..features].iter_mut().zip(values) {
                    *cell += error * f64::from(*value);
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "few rounds")]
        let done = round as f64;
        let step = 0.05 / (1.0 + 4.0 * done / 1000.0);
        let (warm_mean, warm_square) = (1.0 - 0.9f64.powf(done), 1.0 - 0.99f64.powf(done));
        for at in 0..size {
            mean[at] = 0.9 * mean[at] + 0.1 * slope[at];
            square[at] = 0.99 * square[at] + 0.01 * slope[at] * slope[at];
            weights[at] -= step * (mean[at] / warm_mean) / ((square[at] / warm_square).sqrt() + 1e-9);
        }
    }
    Fit { weights: weights.chunks(features.max(1)).map(<[f64]>::to_vec).collect() }
}

/// Fits one set of weights for yes against no.
pub fn logistic(rows: &[(Vec<f32>, bool, f32)], penalty: f64, rounds: usize) -> Vec<f64> {
    let rows: Vec<_> =
        rows.iter().map(|(values, yes, weight)| (values.clone(), usize::from(*yes), *weight)).collect();
    let found = fit(&rows, 2, penalty, rounds).weights;
    match &found[..] {
        [no, yes] => yes.iter().zip(no).map(|(yes, no)| yes - no).collect(),
        _ => Vec::new(),
    }
}
